result = first_long_name(second_long_name, third_long_name[0], key=lambda value: value.attribute) fourth_long_name
