/** The smallest Bot API there can be: it takes messages and says who got which. Loopback only. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Platform {
  url: string;
  /** Told of every message that arrives, by bot token and chat. */
  onMessage: (token: string, chat: number, text: string) => void;
  close(): Promise<void>;
}

const ME = { id: 1, is_bot: true, first_name: 'Bench', username: 'bench_bot' };

export async function createPlatform(): Promise<Platform> {
  let ids = 0;
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(request.url ?? '') ?? [];
      let result: unknown = true;
      if (method === 'getMe') result = ME;
      if (method === 'sendMessage') {
        const { chat_id, text } = JSON.parse(Buffer.concat(parts).toString()) as { chat_id: number; text: string };
        result = { message_id: (ids += 1), date: 0, chat: { id: Number(chat_id), type: 'private' }, text };
        response.once('finish', () => platform.onMessage(token, Number(chat_id), text));
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, result }));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const platform: Platform = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onMessage: () => undefined,
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
  return platform;
}
