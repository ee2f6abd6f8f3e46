/** The page's way to the server: a press whose answer never came keeps its key, also where the page is loaded anew. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

const file = new URL('../../../src/web/desk/page/api.js', import.meta.url).href;
interface Page {
  press(what: string, body: object): Promise<unknown>;
}
let loads = 0;
const load = (): Promise<Page> => import(`${file}?load=${(loads += 1)}`) as Promise<Page>;

test('pressed again after a new load it is the same press; answered, the next is another; nothing of it is kept in words', async (t) => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string): string | null => kept.get(name) ?? null,
    setItem: (name: string, value: string): void => void kept.set(name, value),
    removeItem: (name: string): void => void kept.delete(name),
  };
  const before = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage');
  Object.defineProperty(globalThis, 'sessionStorage', { value: storage, configurable: true });
  t.after(() => before && Object.defineProperty(globalThis, 'sessionStorage', before));
  const keys: string[] = [];
  let lost = true;
  t.mock.method(globalThis, 'fetch', async (_url: string, { body }: { body: string }) => {
    keys.push((JSON.parse(body) as { key: string }).key);
    if (lost) throw new TypeError('the line is cut');
    return new Response('{"done":true}');
  });
  const word = { number: 'C-1001', text: 'Kami periksa dulu.' };
  assert.equal(await (await load()).press('talk', word), null);
  assert.equal(JSON.stringify([...kept]).includes('periksa'), false);
  lost = false;
  const page = await load();
  assert.deepEqual(await page.press('talk', word), { done: true });
  await page.press('talk', word);
  await page.press('talk', { ...word, text: 'Mohon tunggu.' });
  assert.equal(keys[1], keys[0]);
  assert.equal(new Set(keys).size, 3);
  assert.equal(kept.size, 0);
});
