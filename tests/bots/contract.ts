/**
 * What every channel must do, whatever carries it. A fixture brings a channel and a stand-in of its platform; what the platform does not
 * have, the fixture declares, and no test is made of it.
 */
import { describe, it } from 'node:test';
import type { Bench, Fixture, Scene } from './contract/bench.ts';
import { files } from './contract/files.ts';
import { groups } from './contract/groups.ts';
import { presses } from './contract/presses.ts';
import { receiving } from './contract/receiving.ts';
import { sending } from './contract/sending.ts';
import { steadiness } from './contract/steadiness.ts';

export const contract = ({ name, has, open }: Fixture): void => {
  const on = async (run: Scene, start: boolean): Promise<void> => {
    const stage = await open();
    try {
      const channel = stage.channel();
      if (start) await channel.start(stage.accept);
      await run(stage, channel);
    } finally {
      await stage.close();
    }
  };
  const bench: Bench = {
    has,
    still: (run) => () => on(run, false),
    running: (run) => () => on(run, true),
    when: (has, what, test) => void (has && it(what, test)),
  };
  describe(`the contract on ${name}`, () => {
    for (const part of [sending, files, receiving, presses, groups, steadiness]) part(bench);
  });
};
