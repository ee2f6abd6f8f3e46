/** The floor: what no bot that keeps anything can be faster than. Two raw writes to the database and one post. */
import http from 'node:http';
import { connect, serve, settings } from './settings.ts';
import { VISIT } from '../script.ts';

interface Doc {
  _id: number;
  said: string;
  rev: number;
}

const chats = (await connect()).db().collection<Doc>('floor');
const agent = new http.Agent({ keepAlive: true });
const { hostname, port } = new URL(settings.apiRoot);
const words = ['Siapa yang akan datang', 'tanggal berapa', 'Berapa orang', 'Mohon diperiksa', 'Terima kasih'];

function post(chat: number, text: string): Promise<void> {
  const body = JSON.stringify({ chat_id: chat, text });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    http
      .request(
        { agent, hostname, port, path: `/bot${settings.token}/sendMessage`, method: 'POST', headers },
        (answer) => answer.resume().once('end', resolve),
      )
      .once('error', reject)
      .end(body);
  });
}

async function turn(chat: number, text: string): Promise<void> {
  await chats.updateOne({ _id: chat }, { $set: { said: text } }, { upsert: true });
  await chats.updateOne({ _id: chat }, { $inc: { rev: 1 } });
  await post(chat, words[VISIT.findIndex(({ says }) => says === text)] ?? '');
}

serve((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { message } = JSON.parse(Buffer.concat(parts).toString()) as {
      message: { chat: { id: number }; text: string };
    };
    turn(message.chat.id, message.text).then(
      () => response.end(),
      () => response.writeHead(500).end(),
    );
  });
});
