import { once } from 'node:events';
import { createServer } from 'node:http';

/** Answers GET /quote, as the servers do that READMEs call, while `work` goes on. */
export async function withQuotesAt<T>(port: number, work: () => Promise<T>): Promise<T> {
  const server = createServer((_request, response) => response.end('{"text":"Simplicity is prerequisite."}'));
  await once(server.listen(port, '127.0.0.1'), 'listening');
  try {
    return await work();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
