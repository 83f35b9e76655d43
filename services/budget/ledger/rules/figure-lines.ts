import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { BudgetLine } from './chart.ts'

/** The figures of the law that lines of income are in proportion to, and the lines that follow each of them. */
export const figureLines = {
  'contribution.employee.employer_rate': ['employer-premium'],
  'contribution.resident.individual': ['individual-premium', 'medical-aid-premium'],
  'contribution.resident.subsidy': ['centre-subsidy', 'province-subsidy', 'city-subsidy', 'county-subsidy'],
} as const satisfies Readonly<Record<string, readonly BudgetLine[]>>
export type LineFigure = keyof typeof figureLines

/** Whether a figure is one that lines follow. */
export const isLineFigure = (figure: string): figure is LineFigure => figure in figureLines

/** The scheme of a figure that lines follow, which its name tells; undefined of any other. */
export const schemeOfFigure = (figure: string): Scheme | undefined =>
  isLineFigure(figure) ? schemes.find((scheme) => figure.split('.')[1] === scheme) : undefined

/** The figure that a line follows in a scheme; undefined of one that follows none. */
export const figureOfLine = (line: BudgetLine, scheme: Scheme): LineFigure | undefined =>
  Object.keys(figureLines)
    .filter(isLineFigure)
    .find(
      (figure) =>
        schemeOfFigure(figure) === scheme && (figureLines[figure] as readonly BudgetLine[]).includes(line),
    )
