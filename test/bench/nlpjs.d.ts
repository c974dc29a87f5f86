// The packages of nlp.js bring no types; these are the few parts the benchmark uses.
declare module '@nlpjs/basic' {
  export interface Container {
    use(plugin: unknown): void;
  }
  export function containerBootstrap(): Promise<Container>;
  export class Nlp {
    constructor(settings: {
      container: Container;
      languages: string[];
      autoSave: boolean;
      nlu: { log: boolean };
    });
    addDocument(language: string, text: string, intent: string): void;
    train(): Promise<void>;
    process(
      language: string,
      text: string,
    ): Promise<{ classifications: { intent: string; score: number }[] }>;
  }
}
declare module '@nlpjs/lang-en' {
  export const LangEn: unknown;
}
declare module '@nlpjs/lang-fr' {
  export const LangFr: unknown;
}
