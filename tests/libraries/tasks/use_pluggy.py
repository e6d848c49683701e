# Debian: python3-pluggy
import pluggy

spec, impl = pluggy.HookspecMarker("p"), pluggy.HookimplMarker("p")


class Spec:
    @spec
    def values(self, arg):
        """collect"""

    @spec(firstresult=True)
    def first(self):
        pass


class A:
    @impl
    def values(self, arg):
        return arg + 1

    @impl(trylast=True)
    def first(self):
        return "a"


class B:
    @impl(hookwrapper=True)
    def values(self, arg):
        outcome = yield
        outcome.force_result([x * 10 for x in outcome.get_result()])

    @impl
    def first(self):
        return None


manager = pluggy.PluginManager("p")
manager.add_hookspecs(Spec)
manager.register(A(), "a")
manager.register(B(), "b")
print(manager.hook.values(arg=1), manager.hook.first(), [name for name, _ in manager.list_name_plugin()], manager.unregister(name="b") is not None, manager.hook.values(arg=2))
