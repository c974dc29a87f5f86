/** What the encryption of texts is bound to: those that people typed, and the names of their files. */
export const missContext = (): string => 'faq-miss';
export const commentContext = (): string => 'faq-comment';
export const questionContext = (id: string): string => `faq-question:${id}`;
export const answerContext = (id: string): string => `faq-answer:${id}`;
export const fileNameContext = (importId: string): string => `import-name:${importId}`;
export const offerNameContext = (id: string): string => `file-offer-name:${id}`;
export const noteContext = (customerId: string): string => `customer-note:${customerId}`;
