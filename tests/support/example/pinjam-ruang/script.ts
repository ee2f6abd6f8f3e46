import type { Script } from '#tests/support/journals.ts';

export const script: Script = {
  queries: { 'pinjam-ruang.days': { until: '2026-12-31', open: ['2026-11-05', '2026-11-06', '2026-11-09'] } },
  runs: {
    'a room is lent': {
      inputs: [{ pick: 'aula' }, 'besok', 'Rapat fraksi', 'ya', { done: { number: 'R-aula-2026-11-05' } }],
    },
    'the day was taken meanwhile': {
      inputs: [
        { pick: 'aula' },
        'besok',
        'Rapat fraksi',
        'ya',
        { refused: 'tanggal' },
        'lusa',
        'ya',
        { done: { number: 'R-aula-2026-11-06' } },
      ],
    },
  },
};
