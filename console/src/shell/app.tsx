import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import enUs from 'antd/locale/en_US'
import zhCn from 'antd/locale/zh_CN'
import { StrictMode } from 'react'
import { BrowserRouter } from 'react-router'
import { MoneyUnits } from '../money/money-unit.tsx'
import { useWords } from '../words/words.ts'
import { Frame } from './frame.tsx'
import { SignedIn } from './signed-in.tsx'

const queries = new QueryClient({
  defaultOptions: { queries: { refetchOnWindowFocus: false, staleTime: 5_000 } },
})

const theme = {
  token: {
    fontFamily: 'var(--font)',
    colorPrimary: '#0b5cad',
    colorError: '#b3261e',
    colorLink: '#0b5cad',
    // antd's own colour of a link under the pointer is too light to be read by everybody.
    colorLinkHover: '#08447f',
    // Dark enough to be read by everybody: antd's own greys are not.
    colorTextTertiary: '#5c6670',
    colorTextDescription: '#5c6670',
    colorTextPlaceholder: '#697480',
    colorTextDisabled: '#697480',
    borderRadius: 4,
    motion: false,
  },
}

const Localised = () => {
  const { language } = useWords()
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCn : enUs}
      theme={theme}
      button={{ autoInsertSpace: false }}
    >
      <SignedIn>
        <Frame />
      </SignedIn>
    </ConfigProvider>
  )
}

/** The console: language and looks around whoever is signed in. */
export const App = () => (
  <StrictMode>
    <QueryClientProvider client={queries}>
      <BrowserRouter basename="/console">
        <MoneyUnits>
          <Localised />
        </MoneyUnits>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>
)
