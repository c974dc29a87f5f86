import { setImmediate as otherTurns } from 'node:timers/promises';
import type { Cipher } from './cipher.ts';

/** How many bytes are encrypted in one go: that takes a millisecond or two, and then other work gets its turn. */
const PIECE_BYTES = 128 * 1024;
/** How many bytes before each piece hold its length. */
export const LENGTH_BYTES = 4;

/** Encrypts a file piece by piece, each bound to its place in it. */
export async function encryptFile(cipher: Cipher, content: Buffer, context: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let from = 0; from < content.length; from += PIECE_BYTES) {
    const piece = content.subarray(from, from + PIECE_BYTES);
    const encrypted = cipher.encrypt(piece.toString('base64'), pieceContext(context, from));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(encrypted.length);
    parts.push(length, encrypted);
    await otherTurns();
  }
  return Buffer.concat(parts);
}

/** Decrypts such a file. Throws as the cipher does. */
export async function decryptFile(cipher: Cipher, encrypted: Buffer, context: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let at = 0, from = 0; at < encrypted.length; from += PIECE_BYTES) {
    const begin = at + LENGTH_BYTES;
    const end = begin + encrypted.readUInt32BE(at);
    const piece = cipher.decrypt(encrypted.subarray(begin, end), pieceContext(context, from));
    pieces.push(Buffer.from(piece, 'base64'));
    at = end;
    await otherTurns();
  }
  return Buffer.concat(pieces);
}

const pieceContext = (context: string, from: number) => `${context}:${from}`;
