/* Every text that the extension shows, in both languages. */
const TABLE = {
  zh: {
    home: '大客户营销实训室',
    preparing: '正在准备练习面板……',
    failed: '练习面板没能启动。您的作答都已保存，不会丢失。',
    partly: '这一页有一部分没能准备好。您的作答都已保存，不会丢失。',
    lost: '与实训室的连接断了，现在填写的内容存不上。请在终端再运行一次 kamlab start，然后重新载入本页。',
    again: '重新开始',
    reload: '重新载入',
    showCode: '显示代码',
    hideCode: '隐藏代码',
    otherLanguage: 'English',
    otherLanguageName: 'en',
  },
  en: {
    home: 'KAM Lab',
    preparing: 'Preparing the panels …',
    failed: 'The panels could not be started. Your answers are saved and safe.',
    partly: 'A part of this page could not be prepared. Your answers are saved and safe.',
    lost: 'The connection to the lab is lost: what you enter now is not saved. Run kamlab start again in the terminal, then reload this page.',
    again: 'Start again',
    reload: 'Reload',
    showCode: 'Show the code',
    hideCode: 'Hide the code',
    otherLanguage: '中文',
    otherLanguageName: 'zh-CN',
  },
};

export function words(language) {
  return TABLE[language] ?? TABLE.zh;
}
