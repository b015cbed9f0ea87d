import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { pause } from './lib/pause'
import type { Role } from './services/accounts'
import { useSession } from './stores/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name in the window's title. */
    title: string
    /** Only for people who are signed in. */
    signedIn?: boolean
    /** Only for people with this role. */
    role?: Role
    /** The entry of the menu the page belongs to, by its route's name. */
    section?: string
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'market',
    component: () => import('./pages/MarketPage.vue'),
    meta: { title: 'Market', section: 'market' },
  },
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./pages/SignInPage.vue'),
    meta: { title: 'Sign in' },
  },
  {
    path: '/sign-up',
    name: 'sign-up',
    component: () => import('./pages/SignUpPage.vue'),
    meta: { title: 'Sign up' },
  },
  {
    path: '/account',
    name: 'account',
    component: () => import('./pages/AccountPage.vue'),
    meta: { title: 'Account', section: 'account', signedIn: true },
  },
  {
    path: '/devices',
    name: 'devices',
    component: () => import('./pages/DevicesPage.vue'),
    meta: { title: 'My devices', section: 'devices', signedIn: true },
  },
  {
    path: '/devices/new',
    name: 'add-device',
    component: () => import('./pages/AddDevicePage.vue'),
    meta: { title: 'Add a device', section: 'devices', signedIn: true },
  },
  {
    path: '/devices/:id',
    name: 'device',
    component: () => import('./pages/DevicePage.vue'),
    props: true,
    meta: { title: 'Device', section: 'devices', signedIn: true },
  },
  {
    path: '/rent/:deviceId',
    name: 'rent',
    component: () => import('./pages/RentPage.vue'),
    props: true,
    meta: { title: 'Rent', section: 'market' },
  },
  {
    path: '/orders/:id',
    name: 'order',
    component: () => import('./pages/OrderPage.vue'),
    props: true,
    meta: { title: 'Order', section: 'rentals', signedIn: true },
  },
  {
    path: '/rentals',
    name: 'rentals',
    component: () => import('./pages/RentalsPage.vue'),
    meta: { title: 'My rentals', section: 'rentals', signedIn: true },
  },
  {
    path: '/rentals/:id',
    name: 'rental',
    component: () => import('./pages/RentalPage.vue'),
    props: true,
    meta: { title: 'Rental', section: 'rentals', signedIn: true },
  },
  {
    path: '/invoices',
    name: 'invoices',
    component: () => import('./pages/InvoicesPage.vue'),
    meta: { title: 'Payments', section: 'invoices', signedIn: true },
  },
  {
    path: '/admin',
    name: 'admin',
    component: () => import('./pages/AdminPage.vue'),
    meta: { title: 'Server', section: 'admin', signedIn: true, role: 'ADMIN' },
  },
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: () => import('./pages/NotFoundPage.vue'),
    meta: { title: 'Not found' },
  },
]

/** How long a page that anyone may see waits to learn who is signed in, in milliseconds. */
const PATIENCE = 1500

/** Remembers, across a reload, the page it was for: one that can't be loaded afresh either is not tried for ever. */
const RELOADED_FOR = 'reloaded-for'

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  const session = useSession()
  const restored = session.restore()
  await (to.meta.signedIn ? restored : Promise.race([restored, pause(PATIENCE)]))
  if (to.meta.signedIn && !session.isSignedIn) {
    return { name: 'sign-in', query: { next: to.fullPath } }
  }
  if (to.meta.role && !session.is(to.meta.role)) return { name: 'market' }
  return true
})

router.afterEach(async (to, from, failure) => {
  if (failure) return
  document.title = `${to.meta.title} · P2P VPS`
  sessionStorage.removeItem(RELOADED_FOR)
  if (from.matched.length === 0 || to.path === from.path) return
  // A screen reader learns of the new page by its heading.
  await nextTick()
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
})

// The server got a newer site while this one was open: its old files are gone, so the page is loaded afresh.
router.onError((_error, to) => {
  if (sessionStorage.getItem(RELOADED_FOR) === to.fullPath) return
  sessionStorage.setItem(RELOADED_FOR, to.fullPath)
  window.location.assign(to.fullPath)
})
