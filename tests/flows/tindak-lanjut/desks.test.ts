/** Whose desk: conflicts of interest never lie on their own table, and somebody always hears. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { above, deskFor, DESKS, desksOf, levels, rolesOf } from '#flows/tindak-lanjut/desks.ts';
import { streetOf } from '#flows/tindak-lanjut/hearing.ts';
import { kindOf } from '#flows/tindak-lanjut/listening.ts';
import { loadCouncil } from '#services/council.ts';

const medan = loadCouncil('medan');

for (const [accused, kind, named, desk] of [
  [null, 'pengaduan', false, 'pengaduan'],
  ['orang', 'pengaduan', false, 'pengaduan'],
  ['anggota', 'pengaduan', true, 'bk'],
  ['anggota', 'pengaduan', false, 'atasan'],
  ['sekretariat', 'pengaduan', true, 'atasan'],
  ['sekretariat', 'informasi', true, 'atasan'],
  [null, 'informasi', true, 'ppid'],
  [null, 'aspirasi', false, 'pengaduan'],
] as const)
  test(`${kind} about ${accused ?? 'nobody'}${named ? ', with a name' : ''}: ${desk}`, () =>
    assert.equal(deskFor(accused, kind, named), desk));

test('officers look at no report about their own, nor about a member; the ethics council at nothing else', () => {
  assert.deepEqual(desksOf(['staf']), ['pengaduan', 'ppid']);
  assert.deepEqual(desksOf(['operator-akd']), ['bk']);
  assert.ok(!desksOf(['sekwan', 'kabag', 'admin', 'kasubag']).includes('bk'));
  assert.deepEqual(desksOf(['warga', 'anggota', 'pimpinan']), []);
  assert.deepEqual(rolesOf('no such desk'), rolesOf('pengaduan'));
});

test('from each level everybody of the desk is tried, the level first', () => {
  for (const desk of Object.keys(DESKS))
    for (const level of [0, 1, 2]) {
      const tried = levels(desk, level);
      assert.equal(tried.length, 3);
      assert.deepEqual(tried[0], DESKS[desk as keyof typeof DESKS][level]);
    }
});

for (const [desk, level, role, looks] of [
  ['pengaduan', 0, 'staf', 1],
  ['pengaduan', 1, 'staf', 2],
  ['pengaduan', 0, 'kabag', 2],
  ['pengaduan', 0, 'sekwan', 2],
  ['atasan', 0, 'staf', 1],
  ['atasan', 0, 'kabag', 1],
] as const)
  test(`what a ${role} decided on ${desk} at level ${level} is looked at by level ${looks}`, () =>
    assert.equal(above(desk, level, [role]), looks));

for (const [said, street] of [
  ['di Gg. Mawar no 3, dekat rumah Bu Sri', 'gang mawar'],
  ['gang mawar', 'gang mawar'],
  ['psr 3 marelan', 'pasar 3 marelan'],
  ['gg mawar psr 3 marelan', 'gang mawar'],
  ['gg melati tembung sudah 3 minggu', 'gang melati'],
  ['Jl. Setia Budi No. 12', 'jalan setia budi'],
  ['Terjun', null],
] as const)
  test(`of “${said}” others see ${street ?? 'nothing'}`, () => assert.equal(streetOf(medan, said), street));

for (const [said, kind] of [
  ['minta salinan perda parkir', 'informasi'],
  ['permohonan informasi anggaran reses', 'informasi'],
  ['usul dibangun taman', 'aspirasi'],
  ['mohon dibuatkan polisi tidur', 'aspirasi'],
  ['minta tolong parit sumbat', 'pengaduan'],
  ['data saya di bansos salah', 'pengaduan'],
] as const)
  test(`“${said}” is ${kind}`, () => assert.equal(kindOf(said), kind));
