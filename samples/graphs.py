"""Algorithms on graphs: breadth first, depth first, Dijkstra, topological order, components, spanning tree."""

from collections import defaultdict, deque
from functools import total_ordering

ROADS = """
Aachen-Bonn 92, Aachen-Krefeld 88, Bonn-Cologne 28, Bonn-Koblenz 62, Cologne-Dortmund 95, Cologne-Krefeld 65,
Dortmund-Essen 35, Essen-Krefeld 40, Koblenz-Mainz 92, Dortmund-Kassel 163, Kassel-Mainz 220, Rome-Naples 225
"""
BUILD_STEPS = {
    "ouro": ["vm", "shell", "stdlib"], "vm": ["parser", "runtime"], "parser": ["lexer"], "lexer": ["arena"],
    "stdlib": ["runtime"], "shell": ["vm"], "runtime": ["arena"], "arena": [],
}


class Graph:
    def __init__(self):
        self.edges = defaultdict(dict)

    def connect(self, a, b, length):
        self.edges[a][b] = self.edges[b][a] = length

    @classmethod
    def read(cls, text):
        graph = cls()
        for part in text.replace("\n", " ").split(","):
            ends, length = part.split()
            graph.connect(*ends.split("-"), int(length))
        return graph

    def breadth_first(self, start):
        seen, waiting = {start}, deque([start])
        while waiting:
            place = waiting.popleft()
            yield place
            for neighbour in sorted(self.edges[place]):
                if neighbour not in seen:
                    seen.add(neighbour)
                    waiting.append(neighbour)

    def depth_first(self, place, seen=None):
        seen = set() if seen is None else seen
        seen.add(place)
        yield place
        for neighbour in sorted(self.edges[place]):
            if neighbour not in seen:
                yield from self.depth_first(neighbour, seen)

    def components(self):
        left = set(self.edges)
        while left:
            component = set(self.breadth_first(min(left)))
            yield sorted(component)
            left -= component


@total_ordering
class Entry:
    """A place in Dijkstra's queue; ordered by distance, then by name so that the order is never left to chance."""

    def __init__(self, distance, place):
        self.distance, self.place = distance, place

    def __eq__(self, other):
        return (self.distance, self.place) == (other.distance, other.place)

    def __lt__(self, other):
        return (self.distance, self.place) < (other.distance, other.place)


def shortest_path(graph, start, goal):
    queue, known, came_from = [Entry(0, start)], {start: 0}, {}
    while queue:
        entry = min(queue)
        queue.remove(entry)
        if entry.place == goal:
            path = [goal]
            while path[-1] != start:
                path.append(came_from[path[-1]])
            return entry.distance, path[::-1]
        for neighbour, length in graph.edges[entry.place].items():
            distance = entry.distance + length
            if distance < known.get(neighbour, float("inf")):
                known[neighbour] = distance
                came_from[neighbour] = entry.place
                queue.append(Entry(distance, neighbour))
    raise LookupError(f"no way from {start} to {goal}")


def topological(depends_on):
    """Every name after those it depends on. ValueError tells of a cycle."""
    done, active = [], []

    def visit(name):
        if name in done:
            return
        if name in active:
            raise ValueError("cycle: " + " -> ".join(active[active.index(name):] + [name]))
        active.append(name)
        for needed in sorted(depends_on[name]):
            visit(needed)
        active.pop()
        done.append(name)

    for name in sorted(depends_on):
        visit(name)
    return done


def spanning_tree(graph):
    """Kruskal: the shortest edges that do not close a circle."""
    leader = {place: place for place in graph.edges}

    def find(place):
        while leader[place] != place:
            place = leader[place]
        return place

    edges = sorted((length, a, b) for a, ends in graph.edges.items() for b, length in ends.items() if a < b)
    for length, a, b in edges:
        if find(a) != find(b):
            leader[find(a)] = find(b)
            yield a, b, length


graph = Graph.read(ROADS)
print("breadth first:", *graph.breadth_first("Aachen"))
print("depth first:  ", *graph.depth_first("Aachen"))
print("components:", list(graph.components()))
for goal in ("Mainz", "Kassel", "Dortmund"):
    distance, path = shortest_path(graph, "Aachen", goal)
    print(f"{distance} km: {' - '.join(path)}")
try:
    shortest_path(graph, "Bonn", "Rome")
except LookupError as problem:
    print(problem)
tree = list(spanning_tree(graph))
print(f"spanning tree of {len(tree)} roads, {sum(length for *_, length in tree)} km:", tree[0], "to", tree[-1])
print("build order:", *topological(BUILD_STEPS))
try:
    topological({**BUILD_STEPS, "arena": ["vm"]})
except ValueError as problem:
    print(problem)
