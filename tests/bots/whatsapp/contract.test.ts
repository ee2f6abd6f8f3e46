/** The contract on WhatsApp: the real library in a real Chromium, which the tests share. */
import { after } from 'node:test';
import { contract } from '../contract.ts';
import { fixtureOn } from './fixture.ts';
import { openLinked } from './house.ts';

let linked: ReturnType<typeof openLinked> | undefined;
after(async () => (await linked)?.close());

contract(fixtureOn(() => (linked ??= openLinked())));
