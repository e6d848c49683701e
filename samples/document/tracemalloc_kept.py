import tracemalloc

def create_list():
    return [i for i in range(10000)]

def main():
    tracemalloc.start()

    kept = create_list()

    snapshot = tracemalloc.take_snapshot()
    top_stats = snapshot.statistics('lineno')

    print('[TOP 10]')
    for stats in top_stats[:10]:
        print(stats)

main()
