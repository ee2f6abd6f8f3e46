/** `GET /saluran`: the only bots, numbers and pages that are the council's, and which cannot be used now. For anybody. */
import type { FastifyPluginAsync } from 'fastify';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { officialLine } from '#flows/resmi/rules.ts';
import type { OfficialChannel } from '#flows/resmi/rules.ts';

export interface ChannelsOptions {
  say(locale: Locale, text: TextRef): string;
  channels(): Promise<readonly OfficialChannel[]>;
}

/** Whoever's browser asks for English first gets it. */
const localeOf = (languages = ''): Locale => (/^\s*en\b/i.test(languages) ? 'en' : 'id');

export const channels: FastifyPluginAsync<ChannelsOptions> = async (app, { say, channels: all }) => {
  app.get('/saluran', async (request, reply) => {
    const locale = localeOf(request.headers['accept-language']);
    const title = say(locale, tx('resmi.pageTitle'));
    const lines = (await all()).map((one) => `<li>${say(locale, officialLine(one))}</li>`);
    const free = say(locale, tx('resmi.pageFree'));
    return reply
      .type('text/html')
      .header('vary', 'accept-language')
      .send(
        `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><main><h1>${title}</h1><ul style="list-style:none;padding:0">${lines.join('')}</ul><p>${free}</p></main></html>`,
      );
  });
};
