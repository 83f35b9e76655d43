/**
 * Characters that GBK (code page 936, bytes FE50 to FEA0) once had in the private use area, from U+E815 on: what they are
 * in Unicode since. Old systems of offices and banks still write the private ones (龑, 䶮 and other rare names).
 */
const formerlyPrivate =
  '⺁\u{20087}\u{20089}\u{200CC}⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧\u{215D7}龸⺪䁖䅟⺮䌷⺳⺶⺷\u{2298F}䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺\u{241FE}䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻'
const firstPrivate = 0xe815

const nowPublic: ReadonlyMap<string, string> = new Map(
  [...formerlyPrivate].map((character, index) => [String.fromCodePoint(firstPrivate + index), character]),
)

/** The dots that stand between the parts of a name, in the order of their code points; `.` is the full-width one, made narrow. */
const dots = /[.·\u0387\u2022\u2027\u2219\u22c5\u25cf\u2e31\u30fb\uff0e\uff61\uff65\u16eb\u2024]/gu

/** What is not seen: blanks of all widths, zero-width signs, variation selectors. */
const unseen = /[\s\u00ad\u180e\ufeff]|[\u200b-\u200f\u2060]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu

/**
 * A person's name as names are compared: two spellings of one name give the same text. The name as written is what is kept.
 * Compatibility ideographs and full-width letters become the usual ones, private-use characters of GBK their public ones,
 * every dot between parts `·`; blanks go, and letters are capitals.
 */
export const normalName = (name: string): string =>
  [...name]
    .map((character) => nowPublic.get(character) ?? character)
    .join('')
    .normalize('NFKC')
    .replace(unseen, '')
    .replace(dots, '·')
    .toUpperCase()
