import { Button, ConfigProvider, Layout } from 'antd'
import zhCn from 'antd/locale/zh_CN'
import { createRoot } from 'react-dom/client'

const place = document.getElementById('root')

/** The least that a page of antd is: what the console's time is held against. */
if (place !== null)
  createRoot(place).render(
    <ConfigProvider locale={zhCn}>
      <Layout>
        <Layout.Content id="content">
          <h1>空白页</h1>
          <Button type="primary">确定</Button>
        </Layout.Content>
      </Layout>
    </ConfigProvider>,
  )
