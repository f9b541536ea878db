// Before anything is drawn: a theme that somebody has chosen, whatever the system says.
{
  const chosen = localStorage.getItem('paydesk-theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
}
