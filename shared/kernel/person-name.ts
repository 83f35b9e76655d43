import { gbBytesOf, gbRankOf } from '#shared/kernel/gb-characters.ts'

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

/** Words that programs write where there is no name. */
const noNames = new Set([
  'NULL',
  'NIL',
  'NONE',
  'NAN',
  'UNDEFINED',
  'N/A',
  'NA',
  'TRUE',
  'FALSE',
  'TEST',
  '无',
  '空',
])

/** What people write where they know no name, or try whether a system takes one. */
const placeholder =
  /^(?:测试.*|.{0,2}测试|试验|演示|不详|姓名不详|不明|未知|未填|未定|待定|待补|待查|暂无|暂缺|缺失|空白|无名|无名氏|无姓名|佚名|匿名|姓名|名字|同上|略|某人|.?某某)$/u

/** What decoders and memory leave behind where there was no text. */
const debris = /锟斤拷|烫烫|屯屯|葺葺/u

const nameLetter = /[\p{Script=Han}\p{Script=Latin}\p{Co}〇]/u
const nameCharacters = /^[\p{Script=Han}\p{Script=Latin}\p{M}\p{Co}〇·\-'’]+$/u
const han = /\p{Script=Han}/u
const accented = /[\u0080-\u024f]/u

/** Latin letters that stand for bytes of UTF-8: a leading byte and one that follows it. */
const readAsLatin = /[\u00c2-\u00ef](?:[\u0080-\u00bf]|[ŠŒŽšœžŸƒ])/u

const isCommon = (character: string): boolean => gbRankOf(character) === 'common'

/** Whether a text is one of UTF-8 that was read as GBK: rare characters whose bytes spell common ones. */
const isReadAsGbk = (name: string): boolean => {
  const letters = [...name].filter((character) => han.test(character))
  if (letters.length < 2 || letters.some(isCommon)) return false
  const bytes = gbBytesOf(name)
  if (!bytes) return false
  try {
    const meant = [...new TextDecoder('utf-8', { fatal: true }).decode(bytes)].filter((one) => one !== '·')
    return meant.length > 0 && meant.every(isCommon)
  } catch {
    return false
  }
}

export type NameFault = 'not-a-name' | 'garbled'

/** Why a text cannot be a person's name; undefined when it can. */
export const nameFault = (name: string): NameFault | undefined => {
  if (/\p{Cc}/u.test(name)) return 'not-a-name'
  if (/[\ufffd\u0080-\u009f]/u.test(name) || debris.test(name) || readAsLatin.test(name)) return 'garbled'
  const normal = normalName(name)
  if (normal.length > 120 || [...normal].length > 60 || noNames.has(normal) || placeholder.test(normal))
    return 'not-a-name'
  if (han.test(normal) && accented.test(normal.replaceAll('·', ''))) return 'garbled'
  if (!nameCharacters.test(normal))
    return /[\u00a1-\u00bf×÷]/u.test(normal.replaceAll('·', '')) ? 'garbled' : 'not-a-name'
  // A dot or hyphen stands alone between letters, never at an end.
  if (
    /[·-]{2}/u.test(normal) ||
    !nameLetter.test([...normal][0] ?? '') ||
    !/[\p{L}\p{M}\p{Co}〇]$/u.test(normal)
  )
    return 'not-a-name'
  return isReadAsGbk(normal) ? 'garbled' : undefined
}
