/** A jest setup file: the tests of this jest project use the official emulators. */
process.env['FIRESTREAK_BACKEND'] = 'official';
