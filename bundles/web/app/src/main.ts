import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import { listen } from './services/http'
import { useNotices } from './stores/notices'
import { useSession } from './stores/session'
import './styles/index.css'

const app = createApp(App).use(createPinia())
const session = useSession()
const notices = useNotices()

listen({
  onSessionEnded() {
    if (!session.isSignedIn) return
    session.forget()
    notices.plain('Your session has ended. Please sign in again.')
    const { fullPath, meta } = router.currentRoute.value
    if (meta.signedIn) void router.push({ name: 'sign-in', query: { next: fullPath } })
  },
  onUpdating: (updating) => (notices.updating = updating),
})

app.config.errorHandler = (error) => notices.failed(error)
app.use(router).mount('#app')
