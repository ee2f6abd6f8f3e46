/**
 * What asks most of the database, one after the other: in files of their own they would run side by side, and wait in vain for
 * a development database that carries out one command at a time.
 */
import './week.ts';
import './race.ts';
