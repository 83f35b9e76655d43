import { Button, Layout, Menu, Space } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { Route, Routes, useLocation, useNavigate } from 'react-router'
import { cities, provinceCode } from '../../../shared/kernel/divisions.ts'
import { desks } from '../desks/desks.ts'
import { moneyUnits } from '../money/fen.ts'
import { useMoneyUnit } from '../money/money-unit.tsx'
import { signOut } from '../session/session.ts'
import { useCaller } from '../session/who.tsx'
import { Chooser } from '../view/chooser.tsx'
import type { Desk, Page } from '../view/page.ts'
import { chooseLanguage, useWords } from '../words/words.ts'
import { countAt, countText } from '../work/counts.ts'
import { waitPlaces } from '../work/wait-places.ts'
import { useSeen, useWaiting } from '../work/waiting.ts'
import { Counted } from './counted.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Offline } from './offline.tsx'
import { Reading } from './reading.tsx'
import { useTopOfPage } from './top-of-page.ts'
import { maySee, standsInMenu, visibleTo } from './visible.ts'

const Work = lazy(() => import('../work/work.tsx'))
const ListPage = lazy(() =>
  import('../view/list-page.tsx').then(({ ListPage: default_ }) => ({ default: default_ })),
)
const RecordPage = lazy(() =>
  import('../view/record-page.tsx').then(({ RecordPage: default_ }) => ({ default: default_ })),
)

const ownPages = new Map(
  desks.flatMap(({ key, pages }) =>
    pages.flatMap((page) => (page.kind === 'own' ? [[`${key}/${page.key}`, lazy(page.page)] as const] : [])),
  ),
)

const Shown = ({ desk, page }: { readonly desk: Desk; readonly page: Page }) => {
  const Own = ownPages.get(`${desk.key}/${page.key}`)
  if (Own) return <Own />
  return page.kind === 'list' ? (
    <ListPage key={page.key} page={page} />
  ) : page.kind === 'record' ? (
    <RecordPage key={page.key} page={page} />
  ) : null
}

/** The frame around every page: menu by what the caller may do, language, unit of amounts, and who they are. */
export const Frame = () => {
  const words = useWords()
  const caller = useCaller()
  const go = useNavigate()
  const { pathname } = useLocation()
  useTopOfPage()
  const { unit, choose } = useMoneyUnit()
  const visible = useMemo(() => visibleTo(caller), [caller])
  const inMenu = useMemo(() => standsInMenu(visible), [visible])
  const [city, setCity] = useState(
    caller.division === provinceCode ? (cities[0]?.code ?? '') : caller.division,
  )
  const { waiting } = useWaiting(caller, city)
  const { seen } = useSeen(caller)
  const mine = seen.filter(({ wait }) => maySee(waitPlaces[wait]?.page ?? '', caller))
  const counted = (name: string, within: (address: string) => boolean) => (
    <Counted name={name} count={countText(countAt(within, waiting, mine))} />
  )
  const selected = pathname.slice(1) || 'work'
  return (
    <Layout className="frame">
      <a className="skip" href="#content">
        {words.say('app.toContent')}
      </a>
      <Reading />
      <Layout.Header className="top">
        <span className="brand">{words.say('app.name')}</span>
        <Space wrap>
          <Chooser
            label={words.say('app.unit')}
            value={unit}
            onChoose={choose}
            options={moneyUnits.map((each) => ({ value: each, label: words.say(`app.unit.${each}`) }))}
          />
          <Button
            size="small"
            lang={words.language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => void chooseLanguage(words.language === 'zh' ? 'en' : 'zh')}
          >
            {words.say('app.language')}
          </Button>
          <span className="who">
            {caller.sub} · {words.value(caller.scope, 'scope')} ·{' '}
            {caller.institution ?? words.value(caller.division, 'city')}
          </span>
          <Button size="small" onClick={() => void signOut()}>
            {words.say('app.signOut')}
          </Button>
        </Space>
      </Layout.Header>
      <Layout>
        <Layout.Sider width={224} breakpoint="lg" collapsedWidth={0} theme="light">
          <nav aria-label={words.say('app.menu')}>
            <Menu
              mode="inline"
              selectedKeys={[selected]}
              // A page that was come to by a link opens the desk that it is of.
              key={selected.split('/')[0]}
              defaultOpenKeys={[selected.split('/')[0] ?? '']}
              onClick={({ key }) => void go(key === 'work' ? '/' : `/${key}`)}
              items={[
                { key: 'work', label: counted(words.say('work.title'), () => true) },
                ...visible.map((desk) => ({
                  key: desk.key,
                  label: counted(words.either(desk.title), (address) => address.startsWith(`${desk.key}/`)),
                  children: desk.pages
                    .filter((page) => inMenu(`${desk.key}/${page.key}`, page))
                    .map((page) => ({
                      key: `${desk.key}/${page.key}`,
                      label: counted(
                        words.either(page.title),
                        (address) => address === `${desk.key}/${page.key}`,
                      ),
                    })),
                })),
              ]}
            />
          </nav>
        </Layout.Sider>
        <Layout.Content id="content" className="content" role="main">
          <Offline />
          <ErrorBoundary key={pathname} words={words}>
            <Suspense fallback={<p className="quiet loading">{words.say('app.loading')}</p>}>
              <Routes>
                <Route path="/" element={<Work city={city} onCity={setCity} />} />
                {visible.flatMap((desk) =>
                  desk.pages.map((page) => (
                    <Route
                      key={`${desk.key}/${page.key}`}
                      path={`/${desk.key}/${page.key}`}
                      element={<Shown desk={desk} page={page} />}
                    />
                  )),
                )}
                <Route path="*" element={<p role="alert">{words.say('app.notFound')}</p>} />
              </Routes>
            </Suspense>
          </ErrorBoundary>
        </Layout.Content>
      </Layout>
    </Layout>
  )
}
