import { type Officer, officers } from './officers.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const roles: Readonly<Record<string, string>> = {
  province: '省级 Province',
  auditor: '审计 Auditor',
  city: '市级 City',
  institution: '医药机构 Institution',
}

const button = ({ sub, scope, division, institution = '' }: Officer): string =>
  `<button name="officer" value="${escaped(JSON.stringify({ sub, scope, division, institution }))}">${escaped(sub)}${institution && ` · ${escaped(institution)}`}</button>`

/** The page of the local issuer: whoever opens it chooses which officer to be. It asks for no password. */
export const officersPage = (query: URLSearchParams): string => {
  const kept = [...query]
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('')
  const groups = Map.groupBy(officers(), ({ scope }) => scope)
  const sections = [...groups].map(
    ([scope, some]) => `<h2>${roles[scope] ?? scope}</h2><p>${some.map(button).join(' ')}</p>`,
  )
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>选择经办人员 Choose an officer</title>
<style>body{font-family:system-ui,sans-serif;margin:2rem auto;max-width:60rem}button{margin:.2rem;padding:.4rem .8rem}</style></head>
<body><h1>选择经办人员 Choose an officer</h1><p>仅用于本机开发。For development on this machine only.</p>
<form method="post">${kept}${sections.join('')}
<h2>其他 Somebody else</h2>
<p><label>sub <input name="sub"></label> <label>scope <input name="scope"></label> <label>division <input name="division"></label>
<label>institution <input name="institution"></label> <button name="officer" value="">登录 Sign in</button></p></form></body></html>`
}

/** Who was chosen on the page; undefined where what was typed names nobody. */
export const chosenOfficer = (form: URLSearchParams): Officer | undefined => {
  const said = form.get('officer')
  const typed = Object.fromEntries(
    ['sub', 'scope', 'division', 'institution'].map((name) => [name, form.get(name) ?? '']),
  )
  const { sub, scope, division, institution } = said
    ? (JSON.parse(said) as Officer)
    : (typed as unknown as Officer)
  if (!sub || !scope || !division) return undefined
  return { sub, scope, division, ...(institution ? { institution } : {}) }
}
