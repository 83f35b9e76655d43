import { Alert } from 'antd'
import type { Problem } from '../api/problem.ts'
import { useWords } from '../words/words.ts'

/** A "no" in the product's own words, with what to do about it and the code that the bureau's desk knows it by. */
export const ProblemNotice = ({ problem }: { readonly problem: Problem }) => {
  const { language, say, field } = useWords()
  const { code, detail, detailZh, remedy, remedyZh, article, field: named } = problem
  return (
    <Alert
      type={problem.status === 0 ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={language === 'zh' ? detailZh : detail}
      description={
        <>
          <p>{language === 'zh' ? remedyZh : remedy}</p>
          <p className="quiet">
            {named === undefined
              ? ''
              : `${say('problem.field')}: ${field(named.split(/[.[]/).at(-1) ?? named)} · `}
            {say('problem.code')}: {code}
            {article === undefined ? '' : ` · ${article}`}
          </p>
        </>
      }
    />
  )
}
