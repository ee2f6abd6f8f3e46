import { contract } from './contract.ts';
import { FIXTURES } from './telegram/fixture.ts';

for (const fixture of FIXTURES) contract(fixture);
