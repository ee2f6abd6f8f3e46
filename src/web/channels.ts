/** `GET /saluran`: the only bots, numbers and pages that are the council's, and which cannot be used now. For anybody. */
import type { FastifyPluginAsync } from 'fastify';

export interface OwnChannelShown {
  kind: string;
  for: string;
  text: string;
  away: boolean;
}

export interface ChannelsOptions {
  council: string;
  channels(): Promise<readonly OwnChannelShown[]>;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const KINDS: Record<string, string> = {
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  phone: 'Telepon',
  web: 'Situs web',
};
const WHOM: Record<string, string> = { public: 'untuk warga', members: 'untuk anggota dewan dan staf' };

const line = ({ kind, for: whom, text, away }: OwnChannelShown): string =>
  `<li>${escape(KINDS[kind] ?? kind)} ${escape(WHOM[whom] ?? whom)}: <strong>${escape(text)}</strong>${
    away ? ' (sedang tidak bisa dipakai; pakai yang lain)' : ''
  }</li>`;

export const channels: FastifyPluginAsync<ChannelsOptions> = async (app, options) => {
  app.get('/saluran', async (_request, reply) => {
    const all = await options.channels();
    const page = `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Saluran resmi ${escape(
      options.council,
    )}</title><main><h1>Saluran resmi ${escape(options.council)}</h1><ul>${all
      .map(line)
      .join(
        '',
      )}</ul><p>Semua layanan gratis. Kami tidak pernah meminta uang, OTP, PIN, atau kata sandi.</p></main></html>`;
    return reply.type('text/html').send(page);
  });
};
