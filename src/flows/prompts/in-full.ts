/** Short forms of the words around days, hours and counts, brought to the words that the readers of them know. */

const SHORT = new Map(
  Object.entries({
    hari: 'hr',
    minggu: 'mgg mggu mingu',
    bulan: 'bln buln',
    tahun: 'thn',
    tanggal: 'tgl tggl tngl tangal tg',
    kemarin: 'kmrn kemaren kmren kmarin kmaren kmrin',
    besok: 'bsk bsok besuk',
    lusa: 'lsa',
    depan: 'dpn dpan',
    senin: 'snn',
    selasa: 'sls slasa',
    rabu: 'rbu',
    kamis: 'kms kmis',
    jumat: 'jmt jmat',
    sabtu: 'sbt',
    pagi: 'pg pgi',
    siang: 'sg siank',
    sore: 'sre',
    malam: 'mlm mlam',
    jam: 'jm',
    pukul: 'pkl',
    setengah: 'stgh stengah stngah stengh setngah',
    jumlah: 'jml jmlh',
    orang: 'org orng ornag',
    sekitar: 'skitar skt sktr',
    sampai: 'smpai sampe sampek',
  }).flatMap(([word, shorts]) => shorts.split(' ').map((short): [string, string] => [short, word])),
);

/** Takes normalised text. */
export const inFull = (said: string): string => said.replace(/\p{L}+/gu, (word) => SHORT.get(word) ?? word);
