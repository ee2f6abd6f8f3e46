/** A call's arguments from any of the four ways to send them: query, JSON, url-encoded, multipart. */
import { badRequest } from './refusal.ts';

export interface Upload {
  name: string;
  mime: string;
  bytes: Uint8Array;
}

export interface Parsed {
  args: Record<string, unknown>;
  /** By form field. */
  uploads: Map<string, Upload>;
}

/** Fields that hold JSON; outside a JSON body they come as text, and some clients send text inside one too. */
const JSON_FIELDS = [
  'reply_markup',
  'reply_parameters',
  'entities',
  'caption_entities',
  'media',
  'allowed_updates',
  'commands',
  'scope',
  'link_preview_options',
  'message_ids',
];
const NUMBER_FIELDS = [
  'message_id',
  'message_thread_id',
  'icon_color',
  'user_id',
  'offset',
  'limit',
  'timeout',
  'latitude',
  'longitude',
  'live_period',
  'duration',
  'max_connections',
  'cache_time',
  'reply_to_message_id',
  'horizontal_accuracy',
];
const TRUTH_FIELDS = [
  'show_alert',
  'disable_notification',
  'protect_content',
  'drop_pending_updates',
  'allow_sending_without_reply',
];

function decodeFields(raw: Record<string, unknown>): Record<string, unknown> {
  const decoded = Object.entries(raw).map(([field, value]) => [
    field,
    typeof value === 'string' ? decode(field, value) : value,
  ]);
  return Object.fromEntries(decoded.filter(([, value]) => value !== undefined && value !== null));
}

function decode(field: string, value: string): unknown {
  if (JSON_FIELDS.includes(field)) return value === '' ? undefined : json(value, field);
  if (NUMBER_FIELDS.includes(field)) return Number(value);
  if (TRUTH_FIELDS.includes(field)) return ['true', '1', 'yes', 'True'].includes(value);
  return value;
}

function json(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`can't parse ${field.replaceAll('_', ' ')} JSON object`);
  }
}

/**
 * Splits a multipart body. Lenient where clients differ: file names quoted or not, headers in any case. The platform reads an
 * unquoted name up to the `;`, as here; @fastify/multipart takes the blanks out of it (grammY sends `filename=surat undangan.pdf`).
 * A whole-body parser is enough here, since the platform itself stops at 50 MB.
 */
function multipart(body: Buffer, boundary: string): Parsed {
  const args: Record<string, unknown> = {};
  const uploads = new Map<string, Upload>();
  const mark = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  let start = whole.indexOf(mark);
  for (let end = whole.indexOf(mark, start + mark.length); end > 0; end = whole.indexOf(mark, start + mark.length)) {
    const part = whole.subarray(start + mark.length + 2, end);
    start = end;
    const split = part.indexOf('\r\n\r\n');
    if (split < 0) throw badRequest("can't parse multipart body");
    const head = part.subarray(0, split).toString();
    const content = part.subarray(split + 4);
    const field = parameter(head, 'name');
    const filename = parameter(head, 'filename');
    if (field === undefined) continue;
    if (filename === undefined) args[field] = content.toString();
    else
      uploads.set(field, {
        name: filename,
        mime: /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1] ?? '',
        bytes: content,
      });
  }
  return { args, uploads };
}

const parameter = (head: string, name: string): string | undefined => {
  const match = new RegExp(`[;\\s]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\r\\n]*))`, 'i').exec(head);
  return match?.[1] ?? match?.[2];
};

function parseBody(body: Buffer, type: string): Parsed {
  const none = new Map<string, Upload>();
  if (body.length === 0) return { args: {}, uploads: none };
  if (type.startsWith('application/json')) {
    const value = json(body.toString(), 'request');
    return { args: typeof value === 'object' && value !== null ? { ...value } : {}, uploads: none };
  }
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary !== undefined) return multipart(body, boundary);
  return { args: Object.fromEntries(new URLSearchParams(body.toString())), uploads: none };
}

export function parseCall(query: string, body: Buffer, type: string): Parsed {
  const { args, uploads } = parseBody(body, type);
  return { args: decodeFields({ ...Object.fromEntries(new URLSearchParams(query)), ...args }), uploads };
}
