/** A server that answers as Telegram, its proxies and bad networks do, one scripted answer a request. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer =
  /** Telegram's JSON with its HTTP status. */
  | { ok: unknown }
  | { code: number; description: string; parameters?: object }
  /** Somebody else's page. */
  | { page: number }
  | 'hang'
  /** The request is taken, the connection cut without an answer. */
  | 'cut'
  /** Cut in the middle of the answer. */
  | 'half';

export interface Request {
  method: string;
  body: Record<string, unknown>;
}

export const rudeServer = async () => {
  const script: Answer[] = [];
  const requests: Request[] = [];
  let ids = 100;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      requests.push({ method: request.url!.split('/').at(-1)!, body });
      answer(response, script.shift() ?? { ok: { message_id: (ids += 1) } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    script,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
};

const answer = (response: ServerResponse, how: Answer): void => {
  if (how === 'hang') return;
  if (how === 'cut') return void response.socket!.destroy();
  if (how === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
    response.write('{"ok":true,"res', () => response.socket!.destroy());
    return;
  }
  if ('page' in how)
    return void response.writeHead(how.page, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
  const { status, body } =
    'ok' in how
      ? { status: 200, body: { ok: true, result: how.ok } }
      : {
          status: how.code,
          body: { ok: false, error_code: how.code, description: how.description, parameters: how.parameters },
        };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** A port of the loopback that nobody listens on. */
export const closedPort = async (): Promise<string> => {
  const server = await rudeServer();
  await server.close();
  return server.root;
};
