/** A text in a code page of one byte a letter, by the name that `TextDecoder` gives it. Throws for a letter it does not have. */
export function encodeAs(codePage: string, text: string): Buffer {
  const decoder = new TextDecoder(codePage);
  const byteOf = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const),
  );
  return Buffer.from(
    Array.from(text.normalize('NFC'), (letter) => {
      const byte = byteOf.get(letter);
      if (byte === undefined) throw new Error(`${codePage} has no ${letter}`);
      return byte;
    }),
  );
}
