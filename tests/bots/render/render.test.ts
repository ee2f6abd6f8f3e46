import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Message } from '#flows/engine/message.ts';
import { renderTelegram } from '#bots/render/telegram.ts';
import { renderWhatsApp, whatsAppText } from '#bots/render/whatsapp.ts';

const ask = { run: 'r1', askNo: 3 };
const labels = (...all: string[]): { id: string; label: string }[] =>
  all.map((label, id) => ({ id: String(id), label }));
const markup = (message: Message): unknown => renderTelegram(message).at(-1)!.payload.reply_markup;

describe('a message on Telegram', () => {
  it('is HTML without link previews, beside its plain twin', () => {
    const [call, ...more] = renderTelegram({ class: 'notice', text: 'Nomor <b>A-1</b> &amp; lain' });
    assert.deepEqual(call, {
      method: 'sendMessage',
      payload: { text: 'Nomor <b>A-1</b> &amp; lain', parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
      plain: 'Nomor A-1 & lain',
    });
    assert.equal(more.length, 0);
  });

  it('puts short choices three in a row, with the question they answer', () =>
    assert.deepEqual(
      markup({ class: 'question', text: '?', choices: labels('Ya', 'Ubah', 'Batal', 'A &amp; B'), ask }),
      {
        inline_keyboard: [
          [
            { text: 'Ya', callback_data: 'q:r1:3:0' },
            { text: 'Ubah', callback_data: 'q:r1:3:1' },
            { text: 'Batal', callback_data: 'q:r1:3:2' },
          ],
          [{ text: 'A & B', callback_data: 'q:r1:3:3' }],
        ],
      },
    ));

  it('puts every choice in a row of its own once one is long', () =>
    assert.deepEqual(markup({ class: 'question', text: '?', choices: labels('Ya', 'Kunjungan kerja'), ask }), {
      inline_keyboard: [
        [{ text: 'Ya', callback_data: 'q:r1:3:0' }],
        [{ text: 'Kunjungan kerja', callback_data: 'q:r1:3:1' }],
      ],
    }));

  it('puts stateless buttons under the choices', () =>
    assert.deepEqual(
      markup({
        class: 'question',
        text: '?',
        choices: labels('Ya'),
        ask,
        buttons: [{ label: 'Setujui', flow: 'sikulin-decide', arg: 'V1:yes' }],
      }),
      {
        inline_keyboard: [
          [{ text: 'Ya', callback_data: 'q:r1:3:0' }],
          [{ text: 'Setujui', callback_data: 's:sikulin-decide:V1:yes' }],
        ],
      },
    ));

  it('asks for the contact by the keyboard, with the choices as keys', () =>
    assert.deepEqual(
      markup({ class: 'question', text: '?', shareContact: 'Bagikan nomor saya', choices: labels('Nanti'), ask }),
      {
        keyboard: [[{ text: 'Bagikan nomor saya', request_contact: true }], [{ text: 'Nanti' }]],
        resize_keyboard: true,
        one_time_keyboard: true,
      },
    ));

  it('takes the contact keyboard away with what answers the person, never with a notice', () => {
    for (const kind of ['question', 'reply'] as const)
      assert.deepEqual(markup({ class: kind, text: 'x' }), { remove_keyboard: true });
    for (const kind of ['notice', 'broadcast', 'secret'] as const)
      assert.equal(markup({ class: kind, text: 'x' }), undefined);
  });

  it('is split at 4,096 read characters, its buttons on the last part', () => {
    const text = `<b>${'kata '.repeat(1000)}</b>`;
    const calls = renderTelegram({ class: 'question', text, choices: labels('Ya'), ask });
    assert.equal(calls.length, 2);
    assert.ok(calls.every(({ plain, payload }) => plain.length <= 4096 && /^<b>.*<\/b>$/s.test(payload.text!)));
    assert.deepEqual(
      calls.map(({ payload }) => 'reply_markup' in payload),
      [false, true],
    );
  });

  it('carries a file with the text as caption, or behind a text that is too long for one', () => {
    const file = { id: 'f', as: 'photo', name: 'denah.jpg', mime: 'image/jpeg', size: 1 } as const;
    const names = (text: string, more: Partial<Message> = {}): string[] =>
      renderTelegram({ class: 'reply', text, file, ...more }).map(
        ({ method, payload }) => `${method}${payload.reply_markup ? ' with controls' : ''}`,
      );
    assert.deepEqual(names('<b>x</b>'), ['sendPhoto with controls']);
    assert.deepEqual(names('x'.repeat(1025)), ['sendMessage', 'sendPhoto with controls']);
    assert.deepEqual(names('x'.repeat(1025), { choices: labels('Ya'), ask }), [
      'sendMessage with controls',
      'sendPhoto',
    ]);
    assert.deepEqual(renderTelegram({ class: 'notice', text: '', file }), [
      { method: 'sendPhoto', payload: {}, plain: '', file },
    ]);
  });

  it('with a payload that does not fit is a bug', () => {
    const buttons = [{ label: 'x', flow: 'sikulin', arg: 'x'.repeat(60) }];
    assert.throws(() => renderTelegram({ class: 'notice', text: 'x', buttons }), RangeError);
    assert.throws(() => renderTelegram({ class: 'question', text: 'x', choices: labels('Ya') }), /question/);
  });
});

describe('a message on WhatsApp', () => {
  const table: [string, string][] = [
    ['Nomor <b>A-1</b>, <i>besok</i> <code>X</code>', 'Nomor *A-1*, _besok_ `X`'],
    ['1 &lt; 2 &amp; 3', '1 < 2 & 3'],
    ['<b> tepi </b>', ' *tepi* '],
    ['<b>dua\nbaris\n\n </b>', '*dua*\n*baris*\n\n '],
    ['<b>tebal <i>dan miring</i></b>', '*tebal _dan miring_*'],
    ['<a href="https://x.id/?a=1&amp;b=2">situs</a>', 'situs (https://x.id/?a=1&b=2)'],
  ];
  for (const [html, expected] of table) it(JSON.stringify(html), () => assert.equal(whatsAppText(html), expected));

  it('numbers the open question and shows stateless buttons as words', () => {
    const buttons = [{ label: 'HADIR', flow: 'e', arg: '1' }];
    const message: Message = {
      class: 'question',
      text: 'Kapan?',
      choices: labels('Pagi &amp; siang', 'Sore'),
      ask,
      buttons,
    };
    assert.deepEqual(renderWhatsApp(message), [{ text: 'Kapan?\n\n1. Pagi & siang\n2. Sore\n\n• *HADIR*' }]);
    // Nobody sees in a bold word that it can be typed: it is said, once.
    const led = { class: 'notice', text: 'Undangan', lead: 'Bisa dibalas:' } as const;
    const word = (label: string) => ({ label, flow: 'f', arg: '' });
    assert.deepEqual(renderWhatsApp({ ...led, buttons: [word('HADIR')] }), [
      { text: 'Undangan\n\nBisa dibalas: *HADIR*' },
    ]);
    assert.deepEqual(renderWhatsApp({ ...led, buttons: [word('HADIR'), word('IZIN')] }), [
      { text: 'Undangan\n\nBisa dibalas:\n• *HADIR*\n• *IZIN*' },
    ]);
    assert.deepEqual(renderWhatsApp(led), [{ text: 'Undangan' }]);
    assert.deepEqual(renderWhatsApp({ class: 'reply', text: 'Ya' }), [{ text: 'Ya' }]);
    assert.deepEqual(renderWhatsApp({ class: 'reply', text: '' }), []);
  });

  it('is split at 4,096 characters, the numbers under the last part', () => {
    const parts = renderWhatsApp({ class: 'question', text: 'kata '.repeat(1000), choices: labels('Ya'), ask });
    assert.deepEqual(
      parts.map(({ text }) => text.includes('1. Ya')),
      [false, true],
    );
  });

  it('carries a file with the text as its caption, or behind a text that is too long for one', () => {
    const file = { id: 'f', as: 'document', name: 'a.pdf', mime: 'application/pdf', size: 1 } as const;
    assert.deepEqual(renderWhatsApp({ class: 'reply', text: '<b>Surat</b>', file }), [{ text: '*Surat*', file }]);
    const long = 'x'.repeat(1025);
    assert.deepEqual(renderWhatsApp({ class: 'reply', text: long, file }), [{ text: long }, { text: '', file }]);
  });
});
