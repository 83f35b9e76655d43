import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { type MoneyUnit, moneyUnits } from './fen.ts'

type Choice = { readonly unit: MoneyUnit; readonly choose: (unit: MoneyUnit) => void }

const chosen = createContext<Choice>({ unit: 'yuan', choose: () => undefined })

const remembered = (): MoneyUnit =>
  moneyUnits.find((unit) => unit === localStorage.getItem('tongchou.unit')) ?? 'yuan'

/** Lets every amount below be shown in the unit that the reader chose at this machine. */
export const MoneyUnits = ({ children }: { readonly children: ReactNode }) => {
  const [unit, setUnit] = useState(remembered)
  const choice = useMemo(
    () => ({
      unit,
      choose: (next: MoneyUnit) => {
        localStorage.setItem('tongchou.unit', next)
        setUnit(next)
      },
    }),
    [unit],
  )
  return <chosen.Provider value={choice}>{children}</chosen.Provider>
}

export const useMoneyUnit = (): Choice => useContext(chosen)
