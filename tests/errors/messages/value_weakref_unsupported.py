import weakref

weakref.ref(5)
