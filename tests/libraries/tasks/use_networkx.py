# Debian: python3-networkx
import networkx as nx

graph = nx.karate_club_graph()
print(graph.number_of_nodes(), graph.number_of_edges(), nx.shortest_path(graph, 15, 26))
weighted = nx.DiGraph()
weighted.add_weighted_edges_from([("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5), ("d", "a", 7)])
print(nx.dijkstra_path(weighted, "a", "d"), list(nx.simple_cycles(weighted))[:1] != [], sorted(nx.descendants(weighted, "c")))
print(list(nx.topological_sort(nx.DiGraph([(1, 2), (1, 3), (2, 4), (3, 4)]))), nx.is_bipartite(nx.cycle_graph(6)))
print(sorted(map(sorted, nx.find_cliques(nx.complete_graph(4)))), [round(v, 3) for v in nx.betweenness_centrality(nx.path_graph(5)).values()])
print(sorted(nx.minimum_spanning_tree(nx.Graph([(1, 2, {"weight": 3}), (2, 3, {"weight": 1}), (1, 3, {"weight": 2})])).edges))
