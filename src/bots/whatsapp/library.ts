/**
 * whatsapp-web.js as an ES module gives only its default by name, whatever its types say. Loaded with the first session: it brings
 * puppeteer with it, which a process without a number must not pay for.
 */
import wwebjs from 'whatsapp-web.js';
import type WAWebJS from 'whatsapp-web.js';

export const { Client, LocalAuth, MessageMedia } = wwebjs;
export type Client = WAWebJS.Client;
export type LibraryMessage = WAWebJS.Message;
export type Media = WAWebJS.MessageMedia;
export type LibraryCall = WAWebJS.Call;
