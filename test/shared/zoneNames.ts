/** Older and alternative names that `Intl.supportedValuesOf` does not list. */
const LINKS = `
  Africa/Asmara Africa/Timbuktu America/Argentina/Buenos_Aires America/Argentina/Catamarca
  America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy
  America/Argentina/Mendoza America/Atikokan America/Atka America/Ensenada America/Fort_Wayne
  America/Indiana/Indianapolis America/Kentucky/Louisville America/Knox_IN America/Montreal
  America/Nipigon America/Nuuk America/Pangnirtung America/Porto_Acre America/Rainy_River
  America/Rosario America/Santa_Isabel America/Shiprock America/Thunder_Bay America/Virgin
  America/Yellowknife Antarctica/South_Pole Asia/Ashkhabad Asia/Choibalsan Asia/Chongqing
  Asia/Chungking Asia/Dacca Asia/Harbin Asia/Ho_Chi_Minh Asia/Istanbul Asia/Kashgar Asia/Kathmandu
  Asia/Kolkata Asia/Macao Asia/Tel_Aviv Asia/Thimbu Asia/Ujung_Pandang Asia/Ulan_Bator Asia/Yangon
  Atlantic/Faroe Atlantic/Jan_Mayen Australia/ACT Australia/Canberra Australia/Currie Australia/LHI
  Australia/NSW Australia/North Australia/Queensland Australia/South Australia/Tasmania
  Australia/Victoria Australia/West Australia/Yancowinna Brazil/Acre Brazil/DeNoronha Brazil/East
  Brazil/West CET CST6CDT Canada/Atlantic Canada/Central Canada/Eastern Canada/Mountain
  Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Chile/Continental
  Chile/EasterIsland Cuba EET EST EST5EDT Egypt Eire Etc/GMT Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC
  Etc/Universal Etc/Zulu Europe/Belfast Europe/Kyiv Europe/Nicosia Europe/Tiraspol Europe/Uzhgorod
  Europe/Zaporozhye GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel
  Jamaica Japan Kwajalein Libya MET MST MST7MDT Mexico/BajaNorte Mexico/BajaSur Mexico/General NZ
  NZ-CHAT Navajo PRC PST8PDT Pacific/Chuuk Pacific/Johnston Pacific/Kanton Pacific/Pohnpei
  Pacific/Samoa Pacific/Yap Poland Portugal ROC ROK Singapore Turkey UCT US/Alaska US/Aleutian
  US/Arizona US/Central US/East-Indiana US/Eastern US/Hawaii US/Indiana-Starke US/Michigan
  US/Mountain US/Pacific US/Samoa UTC Universal W-SU WET Zulu`
  .trim()
  .split(/\s+/);

const FIXED_OFFSETS = Array.from({ length: 27 }, (_, index) => {
  const hours = index - 14;
  return `Etc/GMT${hours < 0 ? '' : '+'}${hours}`; // Etc/GMT-14 … Etc/GMT+12
});

/** Every name that an IANA time zone has. */
export const zoneNames: readonly string[] = [
  ...new Set([...Intl.supportedValuesOf('timeZone'), ...LINKS, ...FIXED_OFFSETS]),
].sort();

/** Zones whose clocks have done something out of the ordinary since 2000. */
export const awkwardZones = [
  'Africa/Cairo', // changes at midnight, four times in 2010 and 2014
  'Africa/Casablanca', // summer time all year but for Ramadan
  'America/Caracas', // half an hour back in 2007, forward in 2016
  'America/New_York',
  'America/Sao_Paulo', // changes at midnight
  'America/St_Johns', // changed at 00:01
  'Antarctica/Casey', // three hours, over 04:00
  'Antarctica/Troll', // two hours
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Pyongyang', // half an hour
  'Asia/Tehran', // changes at midnight
  'Australia/Eucla',
  'Australia/Lord_Howe', // half an hour
  'Europe/London',
  'Europe/Volgograd',
  'Pacific/Apia', // had no 2011-12-30
  'Pacific/Chatham', // changes at 02:45 and 03:45
  'Pacific/Fakaofo', // had no 2011-12-30
  'Pacific/Norfolk', // half an hour in 2015
  'UTC',
];
