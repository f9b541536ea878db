// A row that was opened beside a list and then loaded anew stands alone. Going back from it leads to the list again, which
// this page does not have.
addEventListener('popstate', () => location.reload());
