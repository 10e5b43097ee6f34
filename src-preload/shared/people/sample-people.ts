/** Made-up people of an office's own country, with numbers that nobody has. */

import type { Language } from '../values'

/** First and last names that are common in a country; together they are nobody in particular. */
type Names = { first: string; last: string }
const NAMES: Readonly<Record<string, Names>> = {
  US: {
    first:
      'Amara Benjamin Maria Zoë Daniel Priya Marcus Elena Omar Grace Samuel Naomi Victor Hannah Leo Ruth Carlos Ivy Andre Joan',
    last: 'Okafor Brightwater Castellanos Takeda Holloway Lindqvist Marsh Peralta Quill Ransome Sandoval Thorne Underhill Vance Whitlock Yarrow Abbott Castillo Dunmore Everly Fairbank Garland Harrow Ingram Jessop Kessler Larkin Mabry Norwood Oakes',
  },
  CA: {
    first:
      'Olivia Liam Chloé Étienne Amrit Mei Noah Sophie Marc Simone Lucas Anika Gabriel Isla Mathieu Priya Owen Zoé Hugo Claire',
    last: 'Tremblay Bouchard Singh Chen MacLeod Gagnon Fraser Pelletier Morin Campbell Dhillon Wong Lavoie Sinclair Fortin Grant Bergeron Kaur Murray Ouellet Ross Gauthier Leclerc Stewart Poirier Li Girard Baker Cloutier Reid',
  },
  GB: {
    first:
      'Amelia Oliver Freya Harry Poppy George Imogen Arthur Niamh Callum Bronwen Rhys Aisha Mohammed Eilidh Hamish Beatrix Alfie Priya Edward',
    last: 'Ashworth Blackwood Cartwright Davies Entwistle Fairfax Greenhalgh Hughes Ibrahim Jenkins Kirkbride Llewellyn MacDonald Nuttall Ogilvie Pemberton Ramsbottom Sutcliffe Thackeray Unsworth Vickers Winterbottom Yates Appleby Braithwaite Crowther Drummond Evans Fothergill Hargreaves',
  },
  IE: {
    first:
      'Aoife Conor Niamh Seán Saoirse Cillian Ciara Oisín Gráinne Pádraig Róisín Eoin Sinéad Darragh Maeve Fionn Orla Tadhg Clodagh Rory',
    last: 'Murphy O’Brien Byrne Ryan O’Connor Walsh Doyle McCarthy Gallagher Kennedy Lynch Murray Quinn Moore Daly Nolan Fitzgerald Brennan Burke Collins Dunne Farrell Hughes Keane Maguire Power Regan Sheehan Tierney Whelan',
  },
  AU: {
    first:
      'Charlotte Jack Matilda Lachlan Ruby Cooper Evie Angus Isla Hamish Willow Darcy Mia Flynn Tahlia Banjo Imogen Riley Georgia Archer',
    last: 'Ashby Blackburn Carmody Delaney Ellery Fairweather Gallagher Hartigan Ingleby Jarvis Kirkwood Lachlan Mulcahy Nugent O’Dowd Papadopoulos Quirke Rankine Sorrell Tran Underwood Vella Wakefield Young Zammit Bourke Cassidy Doolan Fraser Nguyen',
  },
  NZ: {
    first:
      'Aroha Wiremu Mere Tane Isla Hēmi Ngaire Rawiri Charlotte Nikau Manaia George Anahera Jack Hana Oliver Kiri Leo Marama Finn',
    last: 'Harawira Ngata Parata Walker Tūhoe Mitchell Rangi Henare Campbell Te Kanawa Morrison Pōtae Fraser Tamihere Anderson Waititi Stewart Paewai Clarke Matene Robinson Whaanga Hughes Karaka Thompson Rewi Bennett Hohepa Reid Tipene',
  },
  DE: {
    first:
      'Anna Jan Lena Felix Katharina Jürgen Zoë Björn Sabine Stefan Hannelore Uwe Mia Lukas Jördis Matthias Greta Ömer Ingrid Tobias',
    last: 'Müller Schäfer Vogt Lindner Brückner Köhler Roth Baumgärtner Kern Winkelmann Größl Jansen Schröder Yıldız Hofmann Lang Böttcher Seidel Ackermann Voß Kühn Ritter Moor Steinbach Weiß Dietrich Pohl Ebert Franke Hartmann',
  },
  FR: {
    first:
      'Camille Lucas Zoé François Amélie Étienne Manon Théo Chloé Rémi Inès Baptiste Hélène Noël Aïcha Mathis Clémence Jérôme Léa Gaël',
    last: 'Lefèvre Moreau Rousseau Girard Mercier Blanchard Chevalier Renard Dubreuil Fontaine Garnier Benoît Hébert Lacroix Perrin Marchand Vasseur Delaunay Besson Colin Masson Poirier Roussel Aubert Charpentier Guérin Lemoine Noël Picard Vidal',
  },
  ES: {
    first:
      'Lucía Hugo María Martín Sofía Álvaro Carmen Iker Inés Nicolás Begoña Íñigo Pilar Raúl Rocío Andrés Noelia Óscar Marta Joaquín',
    last: 'García López|Martínez Ruiz|Núñez Prieto|Ibáñez Soler|Fernández Gil|Muñoz Vega|Peña Castro|Domínguez Ramos|Ortega Sáez|Vázquez León|Iglesias Mora|Cano Herrera|Delgado Pardo|Gallego Marín|Márquez Rubio|Nieto Campos|Parra Lozano|Rivas Crespo|Serrano Gallardo|Torres Vidal|Blanco Peñalver|Calvo Otero|Esteban Roldán|Fuentes Bravo|Guerrero Pascual|Hidalgo Santana|Lorenzo Benítez|Moya Caballero|Reyes Aguilar|Suárez Vicente',
  },
  IN: {
    first:
      'Aarav Ananya Vihaan Diya Arjun Isha Kabir Meera Rohan Priya Aditya Kavya Imran Fatima Siddharth Lakshmi Joseph Neha Gurpreet Tara',
    last: 'Sharma Iyer Reddy Banerjee Nair Khan Patel Desai Chatterjee Menon Kulkarni Singh Joshi Rao D’Souza Gupta Bhat Verma Mukherjee Pillai Shetty Kaur Mehta Naidu Thomas Saxena Chauhan Das Kapoor Mishra',
  },
}

const pad = (n: number, digits: number) => String(n).padStart(digits, '0')
/** Mobiles that the regulator keeps for films in Australia (ACMA). */
const ACMA =
  '570006 570156 570157 570158 570159 570110 571266 571491 571804 572549 572665 572983 573770 573087 574118 574632 575254 575789 576398 576801 577426 577644 578957 578148 578888 579212 579760 579455'.split(
    ' ',
  )
const CANADA = ['416', '604', '514', '403', '613', '902']
/** The n-th number of a country, from 1: kept for fiction by its regulator, else known to the practice carrier alone. */
const NUMBERS: Readonly<Record<string, (n: number) => string>> = {
  US: (n) => `+1202555${pad(100 + n, 4)}`,
  CA: (n) => `+1${CANADA[n % CANADA.length]}555${pad(100 + Math.ceil(n / CANADA.length), 4)}`,
  GB: (n) => `+447700900${pad(100 + n, 3)}`,
  IE: (n) => `+3532091${pad(n, 5)}`,
  AU: (n) => (n <= ACMA.length ? `+61491${ACMA[n - 1]}` : `+61443000${pad(n, 3)}`),
  NZ: (n) => `+64230000${pad(n, 3)}`,
  DE: (n) => `+4916100000${pad(n, 3)}`,
  FR: (n) => `+3363998${pad(n, 4)}`,
  ES: (n) => `+34790000${pad(n, 3)}`,
  IN: (n) => `+915555500${pad(n, 3)}`,
}
const LANGUAGE: Readonly<Record<string, Language>> = { FR: 'fr', ES: 'es', DE: 'de' }
const VISIT: Readonly<Record<Language, { name: string; body: string }>> = {
  en: { name: 'Visit tomorrow', body: 'Hi {{ first_name }}, your visit is tomorrow at ten. See you then!' },
  fr: {
    name: 'Rendez-vous demain',
    body: 'Bonjour {{ first_name }}, votre rendez-vous est demain à dix heures. À demain !',
  },
  es: { name: 'Cita mañana', body: 'Hola {{ first_name }}, su cita es mañana a las diez. ¡Hasta mañana!' },
  de: {
    name: 'Termin morgen',
    body: 'Guten Tag {{ first_name }}, Ihr Termin ist morgen um zehn Uhr. Bis morgen!',
  },
}

const HOW_MANY = 60
const TAGS = ['', 'Monday', 'Home visit', '', 'New', 'Monday; New']

/** An example of a mobile of the country, in E.164, that nobody has: what a field for a number shows. */
export const exampleNumber = (country: string): string => (NUMBERS[country] ?? NUMBERS.US)?.(43) ?? ''

/** Names and numbers of a country as a file of people; those of the United States where a country has none of its own. */
export const samplePeople = (
  country: string,
): { csv: string; language: Language; template: { name: string; body: string } } => {
  const at = NAMES[country] ? country : 'US'
  const names = NAMES[at]
  const number = NUMBERS[at]
  const language = LANGUAGE[at] ?? 'en'
  const first = names?.first.split(' ') ?? []
  const last = names?.last.includes('|') ? names.last.split('|') : (names?.last.split(' ') ?? [])
  const lines = ['First Name,Last Name,Mobile Phone,Tags,Language,Consent to alerts,Consent to marketing']
  for (let n = 1; n <= HOW_MANY; n += 1) {
    // A few said no or were not asked, so that a review has something to say.
    const alerts = n % 20 === 13 ? 'no' : n % 20 === 17 ? '' : 'yes'
    lines.push(
      [
        first[n % first.length],
        last[(n * 7) % last.length],
        number?.(n),
        `"${TAGS[n % TAGS.length]}"`,
        n % 9 === 4 ? 'en' : language,
        alerts,
        n % 3 === 0 ? 'yes' : '',
      ].join(','),
    )
  }
  return { csv: `${lines.join('\r\n')}\r\n`, language, template: VISIT[language] }
}

const CURRENCIES: Readonly<Record<string, string>> = {
  US: 'USD',
  CA: 'CAD',
  GB: 'GBP',
  AU: 'AUD',
  NZ: 'NZD',
  IN: 'INR',
  CH: 'CHF',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  RO: 'RON',
  JP: 'JPY',
  MX: 'MXN',
  BR: 'BRL',
  ZA: 'ZAR',
  SG: 'SGD',
  HK: 'HKD',
  IL: 'ILS',
  TR: 'TRY',
}
/** Countries of the euro (ECB, 2026). */
const EURO = new Set('AT BE BG HR CY EE FI FR DE GR IE IT LV LT LU MT NL PT SK SI ES'.split(' '))
/** ISO 4217 currency of a country, for the spending cap and the prices of practice mode; US dollars where it is not listed. */
export const currencyOf = (country: string): string =>
  EURO.has(country) ? 'EUR' : (CURRENCIES[country] ?? 'USD')
