import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface UploadedFile {
  path: string;
  content: Buffer;
  headers: IncomingMessage['headers'];
}

/** What a path answers instead of a file. */
export type FileAnswer = { status: number; headers?: Record<string, string>; body?: string | Buffer };

/** People's own storage on loopback: gives files out, takes files in, and keeps every request it got. */
export interface FileHost {
  url: string;
  /** Puts a file there; gives the address it can be fetched from. */
  put(content: string | Buffer): string;
  /** Lets a path answer something else. Gives its address. */
  answer(path: string, answer: FileAnswer | ((response: ServerResponse) => void)): string;
  requests: { method: string | undefined; path: string; headers: IncomingMessage['headers'] }[];
  uploads: UploadedFile[];
  close(): Promise<void>;
}

export async function fileHost(): Promise<FileHost> {
  const answers = new Map<string, FileAnswer | ((response: ServerResponse) => void)>();
  const requests: FileHost['requests'] = [];
  const uploads: UploadedFile[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const { method, headers } = request;
    requests.push({ method, path, headers });
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const answer = answers.get(path);
    if (typeof answer === 'function') return answer(response);
    if (method === 'PUT' && !answer) uploads.push({ path, content: Buffer.concat(chunks), headers });
    const { status, headers: given = {}, body } = answer ?? { status: method === 'PUT' ? 201 : 404 };
    response.writeHead(status, given);
    response.end(body);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer: FileHost['answer'] = (path, given) => {
    answers.set(path, given);
    return url + path;
  };
  return {
    url,
    put: (content) => answer(`/files/${answers.size}?tempauth=secret`, { status: 200, body: content }),
    answer,
    requests,
    uploads,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
