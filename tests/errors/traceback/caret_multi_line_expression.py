one = 1
value = (one +
         one +
         "three" +
         one)
