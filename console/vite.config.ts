import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Every browser that runs the console reads WOFF2; the older form would double the site. */
const withoutOldFonts = {
  name: 'without-old-fonts',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    id.includes('@fontsource') && id.endsWith('.css')
      ? code.replaceAll(/, url\([^)]*\.woff\) format\('woff'\)/g, '')
      : undefined,
}

/** The console is served under /console of the API's own address, so that it needs no rights of another host. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [withoutOldFonts, react()],
  publicDir: false,
  build: {
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
})
