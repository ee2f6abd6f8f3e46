/** What every contestant is given by the benchmark, and how it says that it is ready. */
import http from 'node:http';
import { MongoClient } from 'mongodb';

export const settings = {
  token: process.env['BENCH_TOKEN'] ?? '',
  apiRoot: process.env['BENCH_API_ROOT'] ?? '',
  database: process.env['MONGODB_URI'] ?? '',
};

export const botInfo = {
  ...{ id: 1, is_bot: true as const, first_name: 'Bench', username: 'bench_bot' },
  ...{ can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false },
};

/** As durable as ours: on the majority's disk. */
export const connect = (): Promise<MongoClient> =>
  new MongoClient(settings.database, { writeConcern: { w: 'majority', journal: true }, maxPoolSize: 100 }).connect();

/** Listens with `handler`, a library's own webhook, and says where. */
export function serve(handler: http.RequestListener): void {
  const server = http.createServer(handler);
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.stdout.write(`ready http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/\n`);
  });
}
