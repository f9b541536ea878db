// A row that was opened beside a list and then loaded anew stands alone. Going back from it leads to the list, which this
// page does not have.
if (!document.querySelector('.desk')) {
  addEventListener('popstate', ({ state }) => state?.list && location.reload());
}
