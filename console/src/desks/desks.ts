import type { Desk } from '../view/page.ts'
import { books } from './books.ts'
import { claims } from './claims.ts'
import { contributions } from './contributions.ts'
import { control } from './control.ts'
import { fund } from './fund.ts'
import { help } from './help.ts'
import { institutions } from './institutions.ts'
import { overview } from './overview.ts'
import { people } from './people.ts'
import { tax } from './tax.ts'
import { watch } from './watch.ts'

/** The desks of the bureau, in the order of the menu. */
export const desks: readonly Desk[] = [
  overview,
  ...[people, contributions, tax, claims, institutions],
  ...[fund, books, control, help, watch],
]
