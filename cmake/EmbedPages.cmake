# cmake -DPAGES="A.md;B.md" -DOUT=FILE -P EmbedPages.cmake
# Writes the pages as entries {"name", "text"} of a C++ array. A raw string may
# hold 65536 characters at most; a page is far below that.
set(text)
foreach(page IN LISTS PAGES)
  get_filename_component(name ${page} NAME_WE)
  file(READ ${page} body)
  string(APPEND text "{\"${name}\", R\"toctou_page(${body})toctou_page\"},\n")
endforeach()
file(WRITE ${OUT} "${text}")
